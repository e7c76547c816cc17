"""The rules in SQL, one text for DuckDB and PostgreSQL: `stages/`, each file one query on tables and earlier stages.

States all 17 rules and the determination. For all children each stage becomes a temporary table; for one child the
stages become the common table expressions of one query. No query runs a row at a time. The search of the 22-month
counts (children who came back or were out of care) is recursive, each step one query over all that still search.
"""
