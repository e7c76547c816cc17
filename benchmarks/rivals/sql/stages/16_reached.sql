-- The first day on which a searched count reaches its number of months. A day adds one at most, so the search leaps by
-- what is lacking; month 15 is looked for from a month after month 14 on.
WITH RECURSIVE aim AS (
    SELECT
        stay,
        'care' AS clock,
        14 AS months,
        removed_on + 60 AS day,
        ((removed_on + INTERVAL '14 months')::DATE - removed_on)::INTEGER AS target,
        ((removed_on + INTERVAL '15 months')::DATE - removed_on)::INTEGER AS next_target,
        last_on
    FROM clock_start
    WHERE search_care
    UNION ALL
    SELECT stay, 'tpr', 15, outside_on, ((outside_on + INTERVAL '15 months')::DATE - outside_on)::INTEGER, NULL, last_on
    FROM clock_start
    WHERE search_tpr
),
search AS (
    SELECT a.*, s.after_on, s.to_on, s.sign, a.target AS lack, FALSE AS is_counted
    FROM aim AS a
    JOIN spell AS s ON s.stay = a.stay AND s.clock = a.clock
    UNION ALL
    SELECT
        a.stay, a.clock, a.months, a.day, a.target, a.next_target, a.last_on, a.after_on, a.to_on, a.sign,
        a.target - $days_counted AS lack, TRUE
    FROM (
        SELECT
            stay, clock, after_on, to_on, sign, last_on, next_target,
            CASE WHEN lack > 0 THEN months ELSE 15 END AS months,
            CASE
                WHEN NOT is_counted THEN day
                WHEN lack > 0 THEN day + lack
                ELSE (day + INTERVAL '1 month')::DATE
            END AS day,
            CASE WHEN lack > 0 THEN target ELSE next_target END AS target
        FROM search
        WHERE lack > 0 OR months = 14
    ) AS a
    WHERE a.day <= a.last_on
)
SELECT
    stay,
    min(day) FILTER (WHERE clock = 'care' AND months = 14) AS month_14,
    min(day) FILTER (WHERE clock = 'care' AND months = 15) AS month_15,
    min(day) FILTER (WHERE clock = 'tpr') AS tpr_on
FROM search
WHERE lack <= 0
GROUP BY stay
