-- The days on which a placement exempts from a roundtable, both ends included, never two on one day.
WITH missing AS (
    SELECT *, sum(CASE WHEN previous_to = from_on - 1 THEN 0 ELSE 1 END) OVER (PARTITION BY stay ORDER BY from_on) AS run
    FROM (
        SELECT *, lag(to_on) OVER (PARTITION BY stay ORDER BY from_on) AS previous_to
        FROM span
        WHERE placement_type = 'missing_from_care'
    ) AS m
),
missing_since AS (
    SELECT *, min(from_on) OVER (PARTITION BY stay, run) AS since FROM missing
)
SELECT stay, 'missing_6_months' AS reason, greatest(from_on, (since + INTERVAL '6 months')::DATE) AS from_on, to_on
FROM missing_since
UNION ALL
SELECT
    stay,
    CASE placement_type WHEN 'supervised_independent_living' THEN 'independent_living' ELSE 'incarcerated' END,
    from_on,
    to_on
FROM span
WHERE placement_type IN ('supervised_independent_living', 'juvenile_correctional', 'adult_correctional')
