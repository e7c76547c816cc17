-- When each stay's clocks start, and whether a count must be searched: only where an earlier stay or days out of care
-- may lie in its 22 months.
SELECT
    s.stay,
    s.child_id,
    s.removed_on,
    coalesce(s.discharged_on, $forever) AS last_on,
    least(m.found_on, s.removed_on + 60) AS outside_on,
    s.is_return AS search_care,
    s.is_return OR o.stay IS NOT NULL AS search_tpr
FROM stay AS s
JOIN milestone AS m ON m.stay = s.stay
LEFT JOIN (SELECT DISTINCT stay FROM day_out) AS o ON o.stay = s.stay
