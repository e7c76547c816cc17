-- One row an episode that began on or before the day: a stay, with a number that joins faster than text.
SELECT
    row_number() OVER ()::INTEGER AS stay,
    e.child_id,
    e.episode_id,
    c.birth_date,
    coalesce(c.indian_child, 'unknown') AS indian_child,
    e.removed_on,
    CASE WHEN e.discharged_on <= $as_of THEN e.discharged_on END AS discharged_on,
    -- Of two stays that touch, the earlier has the events of the day on which they do.
    e.removed_on + (coalesce(e.previous_discharge, $beginning) = e.removed_on)::INTEGER AS events_from,
    coalesce(e.discharged_on, $forever) AS events_to,
    coalesce(e.previous_discharge > (e.removed_on - INTERVAL '22 months')::DATE, FALSE) AS is_return
FROM (
    SELECT *, lag(discharged_on) OVER (PARTITION BY child_id ORDER BY removed_on, discharged_on) AS previous_discharge
    FROM episodes
    WHERE removed_on <= $as_of AND $chosen_children
) AS e
JOIN children AS c ON c.child_id = e.child_id
