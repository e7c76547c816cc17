-- The placements that count, in their order. In a tangled stay one outlasts another that began after it.
SELECT *, coalesce(bool_or(outlasted) OVER (PARTITION BY stay), FALSE) AS is_tangled
FROM (
    SELECT
        s.stay,
        p.placement_type,
        p.started_on,
        least(p.ended_on, s.events_to) AS ended_on,
        row_number() OVER w AS place,
        lead(p.started_on) OVER w AS next_started_on,
        max(least(p.ended_on, s.events_to)) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
            > least(p.ended_on, s.events_to) AS outlasted
    FROM placements AS p
    JOIN stay AS s ON s.episode_id = p.episode_id
    WHERE p.started_on <= $as_of
    WINDOW w AS (PARTITION BY s.stay ORDER BY p.started_on, p.line)
) AS h
