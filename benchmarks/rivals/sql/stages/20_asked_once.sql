-- What is asked once a stay: plan, relative notice, initial rating, termination of parental rights.
SELECT
    s.stay, 'wi.permanency-plan' AS rule_id, 1 AS occasion, s.removed_on AS opens_on, s.removed_on + 60 AS due_on,
    m.planned_on AS met_on, FALSE AS is_closed, FALSE AS cannot_tell
FROM stay AS s
JOIN milestone AS m ON m.stay = s.stay
WHERE m.planned_on IS NOT NULL OR s.discharged_on IS DISTINCT FROM s.removed_on + 60
UNION ALL
SELECT s.stay, 'wi.relative-notice', 1, s.removed_on, s.removed_on + 30, m.notified_on, FALSE, FALSE
FROM stay AS s
JOIN milestone AS m ON m.stay = s.stay
UNION ALL
SELECT f.stay, 'wi-dmcps.rating-initial', 1, f.placed_on, f.placed_on + 60, m.rated_on, FALSE, FALSE
FROM first_home AS f
JOIN milestone AS m ON m.stay = f.stay
UNION ALL
SELECT
    c.stay, 'us.tpr-15-of-22', 1, greatest((c.tpr_on - INTERVAL '3 months')::DATE, c.outside_on), c.tpr_on,
    m.tpr_done_on, FALSE, FALSE
FROM clock AS c
JOIN stay AS s ON s.stay = c.stay
JOIN milestone AS m ON m.stay = c.stay
LEFT JOIN span AS p
    ON p.stay = c.stay AND p.placement_type = 'relative_home' AND c.tpr_on BETWEEN p.from_on AND p.to_on
    AND c.tpr_on <= $as_of
WHERE
    c.tpr_on IS NOT NULL
    AND p.stay IS NULL
    AND ((s.birth_date + INTERVAL '216 months')::DATE <= c.tpr_on) IS NOT TRUE
