-- The days of roundtables, with the ones before and after.
SELECT
    stay,
    held_on,
    row_number() OVER w AS number,
    coalesce(lag(held_on) OVER w, $beginning) AS previous_on,
    lead(held_on) OVER w AS next_on
FROM (SELECT DISTINCT stay, happened_on AS held_on FROM happening WHERE kind = 'roundtable_held') AS r
WINDOW w AS (PARTITION BY stay ORDER BY held_on)
