-- The one day of each stay that a rule or a clock asks for.
SELECT
    s.stay,
    min(h.happened_on) FILTER (WHERE h.kind = 'abuse_neglect_finding') AS found_on,
    min(h.happened_on) FILTER (WHERE h.kind = 'permanency_plan_filed') AS planned_on,
    min(h.happened_on) FILTER (WHERE h.kind = 'relative_notice_sent') AS notified_on,
    min(h.happened_on) FILTER (WHERE h.kind = 'permanency_rating') AS rated_on,
    min(h.happened_on) FILTER (WHERE h.kind = 'indian_child_determined') AS determined_on,
    min(h.happened_on) FILTER (WHERE h.kind IN ('tpr_petition_filed', 'tpr_exception_documented')) AS tpr_done_on,
    max(h.happened_on) FILTER (WHERE h.kind = 'roundtable_held') AS last_roundtable_on,
    max(h.happened_on) FILTER (
        WHERE h.kind = 'permanency_hearing_scheduled' AND (h.happened_on >= $as_of OR s.discharged_on IS NOT NULL)
    ) AS arranged_on
FROM stay AS s
LEFT JOIN happening AS h ON h.stay = s.stay
GROUP BY s.stay
