-- What waits for a decision, by cycle and day: a county counts it in 224 villages at once, and finds
-- it here without reading the deeds themselves.
create index deed_due on points.deed (tenant_code, cycle_id, due_on)
  where state in ('declared', 'hearing', 'verified', 'reviewed');
