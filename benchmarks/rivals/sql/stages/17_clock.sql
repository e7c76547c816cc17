-- The days on which a stay reaches month 14 and month 15 in care and the TPR count; empty if it ends before.
SELECT
    stay,
    outside_on,
    CASE WHEN month_14 <= last_on THEN month_14 END AS month_14,
    CASE WHEN month_15 <= last_on THEN month_15 END AS month_15,
    CASE WHEN tpr_on <= last_on THEN tpr_on END AS tpr_on
FROM (
    SELECT
        s.stay,
        s.last_on,
        s.outside_on,
        CASE WHEN s.search_care THEN r.month_14 ELSE (s.removed_on + INTERVAL '14 months')::DATE END AS month_14,
        CASE
            WHEN s.search_care THEN r.month_15
            ELSE greatest(
                ((s.removed_on + INTERVAL '14 months')::DATE + INTERVAL '1 month')::DATE,
                (s.removed_on + INTERVAL '15 months')::DATE
            )
        END AS month_15,
        CASE WHEN s.search_tpr THEN r.tpr_on ELSE (s.outside_on + INTERVAL '15 months')::DATE END AS tpr_on
    FROM clock_start AS s
    LEFT JOIN reached AS r ON r.stay = s.stay
) AS c
