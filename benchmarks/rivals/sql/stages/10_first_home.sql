-- Where each stay began: its first placement other than missing, or the removal.
SELECT s.stay, coalesce(min(h.started_on), s.removed_on) AS placed_on
FROM stay AS s
LEFT JOIN home AS h ON h.stay = s.stay AND h.placement_type <> 'missing_from_care'
GROUP BY s.stay, s.removed_on
