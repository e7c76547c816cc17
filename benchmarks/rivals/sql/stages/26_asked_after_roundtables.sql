-- What a roundtable asks for: the consultation form, and the consultation in the plan before the next hearing.
SELECT
    r.stay, 'wi-dmcps.consultation-form' AS rule_id, r.number AS occasion, r.held_on AS opens_on,
    c.fifth_working_day_after AS due_on,
    CASE WHEN a.happened_on < coalesce(r.next_on, $forever) THEN a.happened_on END AS met_on,
    r.next_on IS NOT NULL AND c.fifth_working_day_after < $as_of AS is_closed, FALSE AS cannot_tell
FROM roundtable AS r
JOIN calendar AS c ON c.day = r.held_on
LEFT JOIN answer AS a
    ON a.stay = r.stay AND a.kind = 'consultation_form_completed'
    AND r.held_on > a.previous_on AND r.held_on <= a.happened_on
UNION ALL
SELECT
    stay, 'wi-dmcps.roundtable-in-plan', number, opens_on, due_on, met_on,
    heard_on IS NOT NULL AND due_on < $as_of, due_on IS NULL
FROM (
    SELECT
        r.stay, r.number, r.held_on AS opens_on, l.held_on AS heard_on, a.happened_on AS met_on, s.discharged_on,
        CASE WHEN l.stay IS NOT NULL THEN greatest(h.fifth_court_day_before, c.next_court_day) END AS due_on
    FROM roundtable AS r
    JOIN stay AS s ON s.stay = r.stay
    JOIN calendar AS c ON c.day = r.held_on
    LEFT JOIN hearing_link AS l
        ON l.stay = r.stay AND l.hearing_on > r.held_on AND coalesce(l.after_on, $beginning) <= r.held_on
    LEFT JOIN calendar AS h ON h.day = l.hearing_on
    LEFT JOIN answer AS a
        ON a.stay = r.stay AND a.kind = 'roundtable_included_in_plan'
        AND r.held_on > a.previous_on AND r.held_on <= a.happened_on
) AS p
WHERE due_on IS NOT NULL OR discharged_on IS NULL
