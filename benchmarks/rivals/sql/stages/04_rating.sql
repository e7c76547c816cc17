-- Permanency ratings, one a day (the last in the file), each from its day to the next.
SELECT
    stay,
    rated_on,
    rating,
    coalesce(next_rated_on, $forever) AS next_rated_on,
    rated_on > first_rated_on AS is_later,
    -- The rating before this one, not counting the first: between the two, this is the next later one.
    coalesce(lag(CASE WHEN rated_on > first_rated_on THEN rated_on END) OVER w, $beginning) AS previous_later_on
FROM (
    SELECT
        stay,
        happened_on AS rated_on,
        value AS rating,
        lead(happened_on) OVER (PARTITION BY stay ORDER BY happened_on, line) AS next_rated_on,
        min(happened_on) OVER (PARTITION BY stay) AS first_rated_on
    FROM happening
    WHERE kind = 'permanency_rating'
) AS r
WHERE next_rated_on IS DISTINCT FROM rated_on
WINDOW w AS (PARTITION BY stay ORDER BY rated_on)
