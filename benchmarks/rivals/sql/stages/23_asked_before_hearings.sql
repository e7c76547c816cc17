-- The permanency rating within the two months before a hearing.
SELECT
    l.stay, 'wi-dmcps.rating-before-hearing' AS rule_id, l.link AS occasion,
    (l.hearing_on - INTERVAL '2 months')::DATE AS opens_on, l.due_on,
    CASE WHEN r.rated_on < coalesce(l.held_on, $forever) THEN r.rated_on END AS met_on,
    l.held_on IS NOT NULL AS is_closed, FALSE AS cannot_tell
FROM (
    SELECT stay, link, anchor_on, held_on, hearing_on, (hearing_on - INTERVAL '1 month')::DATE AS due_on
    FROM hearing_link
) AS l
JOIN first_home AS f ON f.stay = l.stay
LEFT JOIN rating AS r
    ON r.stay = l.stay AND r.is_later AND l.anchor_on >= r.previous_later_on AND l.anchor_on < r.rated_on
WHERE l.due_on > l.anchor_on AND l.due_on >= f.placed_on + 60
