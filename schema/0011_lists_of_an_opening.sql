-- The lists of people that were shown for an opening are looked up by it.
CREATE INDEX audit_list_opening ON audit_list (tenant_id, kind, subject_number, number);
