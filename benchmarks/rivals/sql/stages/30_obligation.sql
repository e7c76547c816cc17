-- Every required obligation with its outcome. What was not done and fell due only after the stay is not asked.
SELECT
    s.child_id, s.episode_id, a.rule_id, a.occasion, a.opens_on, a.due_on, a.met_on,
    CASE
        WHEN a.cannot_tell THEN 'cannot_tell'
        WHEN a.met_on <= a.due_on THEN 'met'
        WHEN a.met_on > a.due_on THEN 'met_late'
        WHEN a.is_closed OR s.discharged_on IS NOT NULL THEN 'missed'
        WHEN a.due_on < $as_of THEN 'overdue'
        WHEN a.opens_on <= $as_of THEN 'open'
        ELSE 'upcoming'
    END AS outcome
FROM (
    SELECT * FROM asked_once
    UNION ALL
    SELECT * FROM asked_in_cycles
    UNION ALL
    SELECT * FROM asked_after_events
    UNION ALL
    SELECT * FROM asked_before_hearings
    UNION ALL
    SELECT * FROM asked_of_roundtables
    UNION ALL
    SELECT * FROM asked_after_roundtables
) AS a
JOIN stay AS s ON s.stay = a.stay
WHERE a.met_on IS NOT NULL OR (a.due_on > s.discharged_on) IS NOT TRUE
