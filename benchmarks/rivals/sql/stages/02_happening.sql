-- The events that count, each in its stay.
SELECT s.stay, e.kind, e.happened_on, e.value, e.line
FROM events AS e
JOIN stay AS s ON s.child_id = e.child_id AND e.happened_on BETWEEN s.events_from AND s.events_to
WHERE
    e.happened_on <= $as_of
    OR e.kind = 'permanency_hearing_scheduled'
