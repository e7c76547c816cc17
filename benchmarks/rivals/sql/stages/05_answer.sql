-- Events that answer a question, each with the one before: it is the first on or after every day between the two.
SELECT
    stay,
    kind,
    happened_on,
    coalesce(lag(happened_on) OVER (PARTITION BY stay, kind ORDER BY happened_on), $beginning) AS previous_on
FROM happening
WHERE kind IN (
    'review_summary_sent', 'relative_search', 'goals_reevaluated', 'active_efforts_evaluated',
    'consultation_form_completed', 'roundtable_included_in_plan'
)
