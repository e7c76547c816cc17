-- What is asked again and again: plan updates, hearings, reviews, and active efforts for Indian children.
SELECT
    stay, 'wi.permanency-plan-update' AS rule_id, row_number() OVER w AS occasion,
    (filed_on + INTERVAL '5 months')::DATE AS opens_on, (filed_on + INTERVAL '6 months')::DATE AS due_on,
    lead(filed_on) OVER w AS met_on, FALSE AS is_closed, FALSE AS cannot_tell
FROM (SELECT DISTINCT stay, happened_on AS filed_on FROM happening WHERE kind = 'permanency_plan_filed') AS p
WINDOW w AS (PARTITION BY stay ORDER BY filed_on)
UNION ALL
SELECT stay, 'wi.permanency-hearing', link, (due_on - INTERVAL '1 month')::DATE, due_on, held_on, FALSE, FALSE
FROM hearing_link
UNION ALL
SELECT stay, 'wi.permanency-review', link, (due_on - INTERVAL '1 month')::DATE, due_on, held_on, FALSE, FALSE
FROM review_link
WHERE $reviews_are_asked
UNION ALL
SELECT
    l.stay, 'wi.wicwa-active-efforts', l.link,
    greatest((coalesce(l.held_on, l.due_on) - INTERVAL '1 month')::DATE, l.anchor_on), coalesce(l.held_on, l.due_on),
    CASE WHEN a.happened_on <= coalesce(l.held_on, $forever) THEN a.happened_on END, l.held_on IS NOT NULL, FALSE
FROM review_link AS l
JOIN stay AS s ON s.stay = l.stay
JOIN milestone AS m ON m.stay = l.stay
LEFT JOIN answer AS a
    ON a.stay = l.stay AND a.kind = 'active_efforts_evaluated'
    AND l.anchor_on + (l.link > 1)::INTEGER > a.previous_on AND l.anchor_on + (l.link > 1)::INTEGER <= a.happened_on
WHERE s.indian_child = 'yes' AND (l.held_on < m.determined_on) IS NOT TRUE
UNION ALL
SELECT l.stay, 'wi.wicwa-active-efforts', l.link, NULL, NULL, NULL, FALSE, TRUE
FROM review_link AS l
JOIN stay AS s ON s.stay = l.stay
WHERE s.indian_child = 'unknown' AND s.discharged_on IS NULL AND l.held_on IS NULL
