-- The links of the review cycle, where a rule looks at them; a hearing serves as the review.
SELECT l.*
FROM (
    SELECT
        stay,
        row_number() OVER w AS link,
        anchor_on,
        (anchor_on + INTERVAL '6 months')::DATE AS due_on,
        lead(anchor_on) OVER w AS held_on,
        is_review
    FROM (
        SELECT stay, FALSE AS is_review, removed_on AS anchor_on
        FROM stay
        WHERE $reviews_are_asked OR indian_child <> 'no'
        UNION ALL
        SELECT DISTINCT h.stay, TRUE, h.happened_on
        FROM happening AS h
        JOIN stay AS s ON s.stay = h.stay
        WHERE
            h.kind IN ('permanency_review_held', 'permanency_hearing_held')
            AND ($reviews_are_asked OR s.indian_child <> 'no')
    ) AS anchor
    WINDOW w AS (PARTITION BY stay ORDER BY is_review, anchor_on)
) AS l
JOIN stay AS s ON s.stay = l.stay
WHERE l.held_on IS NOT NULL OR s.discharged_on IS NULL OR l.due_on <= s.discharged_on
