-- What the searched counts count, a list for each stay and clock: the days after one day up to another, once or (out of
-- care) minus once.
WITH earlier AS (
    SELECT s.stay, s.search_care, e.stay AS earlier_stay, e.removed_on, e.outside_on, e.last_on
    FROM clock_start AS s
    JOIN clock_start AS e ON e.child_id = s.child_id AND e.removed_on <= s.removed_on
    WHERE s.search_tpr
)
SELECT stay, clock, array_agg(after_on) AS after_on, array_agg(to_on) AS to_on, array_agg(sign) AS sign
FROM (
    SELECT stay, 'care' AS clock, removed_on AS after_on, last_on AS to_on, 1 AS sign FROM earlier WHERE search_care
    UNION ALL
    SELECT stay, 'tpr', outside_on, last_on, 1 FROM earlier WHERE outside_on < last_on
    UNION ALL
    SELECT e.stay, 'tpr', greatest(o.after_on, e.outside_on), o.to_on, -1
    FROM earlier AS e
    JOIN day_out AS o ON o.stay = e.earlier_stay AND o.to_on > e.outside_on
) AS s
GROUP BY stay, clock
