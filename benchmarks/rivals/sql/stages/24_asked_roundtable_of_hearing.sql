-- Hearings after the eleventh month, each with the roundtable of the month before it, or before a day for which it was
-- ever arranged.
WITH link AS (
    SELECT l.*, (s.removed_on + INTERVAL '11 months')::DATE AS month_11, s.discharged_on
    FROM hearing_link AS l
    JOIN stay AS s ON s.stay = l.stay
    WHERE l.hearing_on > (s.removed_on + INTERVAL '11 months')::DATE
),
hearing AS (
    SELECT stay, link, hearing_on FROM link
    UNION ALL
    SELECT l.stay, l.link, h.happened_on
    FROM link AS l
    JOIN happening AS h
        ON h.stay = l.stay AND h.kind = 'permanency_hearing_scheduled'
        AND h.happened_on > coalesce(l.after_on, $beginning) AND h.happened_on <= coalesce(l.held_on, $forever)
),
met AS (
    SELECT h.stay, h.link, min(r.held_on) AS met_on
    FROM hearing AS h
    JOIN roundtable AS r
        ON r.stay = h.stay AND r.held_on < h.hearing_on AND r.held_on >= (h.hearing_on - INTERVAL '1 month')::DATE
    GROUP BY h.stay, h.link
)
SELECT
    l.stay, l.link, m.met_on, l.held_on,
    greatest((l.hearing_on - INTERVAL '1 month')::DATE, l.month_11) AS opens_on,
    l.hearing_on - 1 AS due_on,
    coalesce(m.met_on, CASE WHEN l.held_on IS NOT NULL THEN l.hearing_on - 1 END, l.discharged_on, $as_of) AS asked_on
FROM link AS l
LEFT JOIN met AS m ON m.stay = l.stay AND m.link = l.link
