-- What an event or a new placement asks for within some days: summaries, searches for relatives, goals looked at again.
WITH moved AS (
    SELECT DISTINCT h.stay, h.started_on AS day
    FROM home AS h
    JOIN first_home AS f ON f.stay = h.stay
    WHERE h.placement_type <> 'missing_from_care' AND h.started_on > f.placed_on
),
goal AS (
    SELECT stay, day, value, lag(value) OVER (PARTITION BY stay ORDER BY day) AS previous_value
    FROM (
        SELECT
            stay, value, happened_on AS day,
            lead(happened_on) OVER (PARTITION BY stay ORDER BY happened_on, line) AS next_day
        FROM happening
        WHERE kind = 'permanency_goal_set'
    ) AS g
    WHERE next_day IS DISTINCT FROM day
),
search_day AS (
    SELECT stay, removed_on AS day FROM stay
    UNION
    SELECT stay, day FROM moved
    UNION
    SELECT stay, day FROM goal WHERE previous_value = 'reunification' AND value <> 'reunification'
    UNION
    SELECT stay, happened_on
    FROM happening
    WHERE kind IN (
        'placement_change_expected', 'concurrent_goal_set', 'reunification_ruled_out', 'indian_child_determined'
    )
),
question AS (
    SELECT
        stay, row_number() OVER (PARTITION BY stay ORDER BY day) AS occasion, day,
        'wi.review-summary' AS rule_id, 30 AS days, 'review_summary_sent'::event_word AS answered_by
    FROM (SELECT DISTINCT stay, happened_on AS day FROM happening WHERE kind = 'permanency_review_held') AS review
    UNION ALL
    SELECT
        stay, row_number() OVER (PARTITION BY stay ORDER BY day), day,
        'wi.goals-reevaluated', $goals_reevaluated_days, 'goals_reevaluated'::event_word
    FROM moved
    UNION ALL
    SELECT
        stay, row_number() OVER (PARTITION BY stay ORDER BY day), day,
        'wi.relative-search', $relative_search_days, 'relative_search'::event_word
    FROM search_day
)
SELECT
    q.stay, q.rule_id, q.occasion, q.day AS opens_on, q.day + q.days AS due_on, a.happened_on AS met_on,
    FALSE AS is_closed, FALSE AS cannot_tell
FROM question AS q
LEFT JOIN answer AS a
    ON a.stay = q.stay AND a.kind = q.answered_by AND q.day > a.previous_on AND q.day <= a.happened_on
