-- The three rules that ask for a roundtable, each with the day on which its need is looked at.
WITH month_15 AS (
    SELECT
        c.stay, c.month_14, c.month_15, l.held_on AS closed_on,
        CASE WHEN r.held_on < coalesce(l.held_on, $forever) THEN r.held_on END AS met_on
    FROM clock AS c
    LEFT JOIN hearing_link AS l
        ON l.stay = c.stay AND l.held_on >= c.month_15 AND coalesce(l.after_on, $beginning) < c.month_15
    LEFT JOIN roundtable AS r ON r.stay = c.stay AND r.held_on >= c.month_14 AND r.previous_on < c.month_14
    WHERE c.month_15 IS NOT NULL
),
every_six_months AS (
    SELECT
        c.stay,
        (CASE
            WHEN m.last_roundtable_on >= (c.month_15 - INTERVAL '6 months')::DATE THEN m.last_roundtable_on
            ELSE c.month_15
        END + INTERVAL '6 months')::DATE AS due_on
    FROM clock AS c
    JOIN stay AS s ON s.stay = c.stay
    JOIN milestone AS m ON m.stay = c.stay
    WHERE s.discharged_on IS NULL AND c.month_15 < $as_of
),
question AS (
    SELECT
        stay, 'wi-dmcps.roundtable-before-hearing' AS rule_id, link AS occasion, opens_on, due_on, met_on,
        held_on IS NOT NULL AS is_closed, asked_on,
        FALSE AS whatever_the_rating, TRUE AS if_not_rated
    FROM asked_roundtable_of_hearing
    UNION ALL
    SELECT
        m.stay, 'wi-dmcps.roundtable-month-15', 1, m.month_14, m.month_15 - 1, m.met_on,
        m.closed_on IS NOT NULL, coalesce(m.met_on, least($as_of, m.month_15 - 1, s.discharged_on)),
        $month_15_for_every_child, TRUE
    FROM month_15 AS m
    JOIN stay AS s ON s.stay = m.stay
    UNION ALL
    SELECT
        stay, 'wi-dmcps.roundtable-every-six-months', 1, (due_on - INTERVAL '1 month')::DATE, due_on, NULL,
        FALSE, $as_of, FALSE, FALSE
    FROM every_six_months
)
SELECT
    q.stay, q.rule_id, q.occasion, q.opens_on, q.due_on, q.met_on, q.is_closed, s.birth_date IS NULL AS cannot_tell
FROM question AS q
JOIN stay AS s ON s.stay = q.stay
LEFT JOIN exempt_span AS x ON x.stay = q.stay AND q.asked_on BETWEEN x.from_on AND x.to_on
-- A rating made at the roundtable itself does not undo the need for it.
LEFT JOIN rating AS r
    ON r.stay = q.stay AND r.next_rated_on > q.asked_on - (q.met_on IS NOT NULL)::INTEGER
    AND r.rated_on <= q.asked_on - (q.met_on IS NOT NULL)::INTEGER
WHERE
    x.stay IS NULL
    AND ((s.birth_date + INTERVAL '216 months')::DATE <= q.asked_on) IS NOT TRUE
    AND (q.whatever_the_rating OR r.rating = 'poor' OR (r.stay IS NULL AND q.if_not_rated))
