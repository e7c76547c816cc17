-- Whether each child in care needs a roundtable today, and why.
WITH fact AS (
    SELECT
        s.*, c.month_14, c.month_15, r.rating, r.rated_on, l.hearing_on,
        (extract(YEAR FROM $as_of) * 12 + extract(MONTH FROM $as_of))::INTEGER
            - (extract(YEAR FROM s.removed_on) * 12 + extract(MONTH FROM s.removed_on))::INTEGER AS calendar_months,
        (s.removed_on + INTERVAL '11 months')::DATE <= $as_of OR c.month_14 <= $as_of AS is_looked_at,
        concat_ws(
            ';',
            CASE WHEN x.reason = 'missing_6_months' THEN x.reason END,
            CASE WHEN (s.birth_date + INTERVAL '216 months')::DATE <= $as_of THEN 'age_18' END,
            CASE WHEN x.reason <> 'missing_6_months' THEN x.reason END
        ) AS exemptions
    FROM stay AS s
    JOIN clock AS c ON c.stay = s.stay
    JOIN hearing_link AS l ON l.stay = s.stay AND l.held_on IS NULL
    LEFT JOIN rating AS r ON r.stay = s.stay AND r.rated_on <= $as_of AND r.next_rated_on > $as_of
    LEFT JOIN exempt_span AS x ON x.stay = s.stay AND $as_of BETWEEN x.from_on AND x.to_on
    WHERE s.discharged_on IS NULL
),
verdict AS (
    SELECT
        *,
        CASE
            WHEN NOT is_looked_at THEN 'before_month_11'
            WHEN exemptions <> '' THEN exemptions
            WHEN rating = 'poor' THEN 'rated_poor'
            WHEN rating IS NULL THEN 'not_rated'
            WHEN $month_15_for_every_child AND month_14 <= $as_of AND $as_of < month_15 THEN 'month_15'
            WHEN rating IN ('fair', 'uncertain') THEN 'rated_' || rating
            ELSE 'above_poor'
        END AS reason
    FROM fact
),
care AS (
    SELECT s.stay, sum(coalesce(e.discharged_on, $as_of) - greatest(e.removed_on, ($as_of - INTERVAL '22 months')::DATE)) AS days
    FROM stay AS s
    JOIN stay AS e ON e.child_id = s.child_id AND coalesce(e.discharged_on, $as_of) > ($as_of - INTERVAL '22 months')::DATE
    WHERE s.discharged_on IS NULL
    GROUP BY s.stay
)
SELECT
    v.child_id,
    v.episode_id,
    CASE
        WHEN v.reason IN ('rated_poor', 'not_rated', 'month_15')
            THEN CASE WHEN v.birth_date IS NULL THEN 'cannot_tell' ELSE 'required' END
        WHEN v.reason = 'before_month_11' THEN 'not_yet'
        WHEN v.reason IN ('rated_fair', 'rated_uncertain') THEN 'optional'
        ELSE 'exempt'
    END AS determination,
    CASE
        WHEN v.reason IN ('rated_poor', 'not_rated', 'month_15') AND v.birth_date IS NULL THEN 'birth_date_not_recorded'
        ELSE v.reason
    END AS reasons,
    v.rating,
    v.rated_on,
    v.calendar_months - ((v.removed_on + v.calendar_months * INTERVAL '1 month')::DATE > $as_of)::INTEGER
        AS months_in_care,
    coalesce(k.days, 0)::INTEGER AS care_days_in_last_22_months,
    v.hearing_on AS next_hearing_on,
    (v.hearing_on - INTERVAL '1 month')::DATE AS window_opens_on,
    v.hearing_on - 1 AS window_closes_on
FROM verdict AS v
LEFT JOIN care AS k ON k.stay = v.stay
