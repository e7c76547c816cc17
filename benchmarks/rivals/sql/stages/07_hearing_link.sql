-- The links of the hearing cycle: due so long after the one before, and closed by the next hearing held.
SELECT
    l.stay,
    l.link,
    CASE WHEN l.link > 1 THEN l.anchor_on END AS after_on,
    l.anchor_on,
    l.due_on,
    l.held_on,
    coalesce(l.held_on, CASE WHEN l.link = 1 OR m.arranged_on > l.anchor_on THEN m.arranged_on END, l.due_on)
        AS hearing_on
FROM (
    SELECT
        stay,
        row_number() OVER w AS link,
        anchor_on,
        (anchor_on + $hearing_interval)::DATE AS due_on,
        lead(anchor_on) OVER w AS held_on
    FROM (
        SELECT stay, FALSE AS is_hearing, removed_on AS anchor_on FROM stay
        UNION ALL
        SELECT DISTINCT stay, TRUE, happened_on FROM happening WHERE kind = 'permanency_hearing_held'
    ) AS anchor
    WINDOW w AS (PARTITION BY stay ORDER BY is_hearing, anchor_on)
) AS l
JOIN stay AS s ON s.stay = l.stay
JOIN milestone AS m ON m.stay = l.stay
WHERE l.held_on IS NOT NULL OR s.discharged_on IS NULL OR l.due_on <= s.discharged_on
