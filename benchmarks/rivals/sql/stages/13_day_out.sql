-- The stretches that a missing child or a trial reunification takes out of care, up to today: after the first day, up
-- to the second. Of placements that take a day, the one that began last does.
WITH out_of_care AS (
    SELECT DISTINCT stay FROM home WHERE placement_type IN ('missing_from_care', 'trial_reunification')
),
tangled AS (
    SELECT h.* FROM home AS h JOIN out_of_care AS o ON o.stay = h.stay WHERE h.is_tangled
),
mark AS (
    SELECT stay, after_on, lead(after_on) OVER (PARTITION BY stay ORDER BY after_on) AS to_on
    FROM (
        SELECT stay, started_on AS after_on FROM tangled
        UNION
        SELECT stay, ended_on FROM tangled
    ) AS change
)
SELECT stay, after_on, least(to_on, $as_of) AS to_on
FROM (
    SELECT stay, placement_type, started_on AS after_on, least(ended_on, next_started_on) AS to_on
    FROM home
    WHERE NOT is_tangled
    UNION ALL
    SELECT stay, placement_type, after_on, to_on
    FROM (
        SELECT m.*, t.placement_type, row_number() OVER (PARTITION BY m.stay, m.after_on ORDER BY t.place DESC) AS latest
        FROM mark AS m
        JOIN tangled AS t ON t.stay = m.stay AND t.started_on <= m.after_on AND t.ended_on >= m.to_on
    ) AS taking
    WHERE latest = 1
) AS taken
WHERE placement_type IN ('missing_from_care', 'trial_reunification') AND after_on < least(to_on, $as_of)
