-- Which placement counts on which days, both ends included: of those that cover a day, the one that began last.
WITH mark AS (
    SELECT stay, from_on, lead(from_on) OVER (PARTITION BY stay ORDER BY from_on) - 1 AS to_on
    FROM (
        SELECT stay, started_on AS from_on FROM home WHERE is_tangled
        UNION
        SELECT stay, ended_on + 1 FROM home WHERE is_tangled
    ) AS change
)
SELECT stay, placement_type, started_on AS from_on, least(ended_on, next_started_on - 1) AS to_on
FROM home
WHERE NOT is_tangled AND (next_started_on IS NULL OR next_started_on > started_on)
UNION ALL
SELECT stay, placement_type, from_on, to_on
FROM (
    SELECT m.*, h.placement_type, row_number() OVER (PARTITION BY m.stay, m.from_on ORDER BY h.place DESC) AS latest
    FROM mark AS m
    JOIN home AS h ON h.stay = m.stay AND h.started_on <= m.from_on AND h.ended_on >= m.to_on
) AS covering
WHERE latest = 1
