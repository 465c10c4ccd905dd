-- Lists that were shown are looked up by who is in them, and by the opening that people were shown for; the newest first.
CREATE INDEX audit_list_part_newest ON audit_list_part (tenant_id, candidate_number, list_number);
DROP INDEX audit_list_part_of;
CREATE INDEX audit_list_opening ON audit_list (tenant_id, kind, subject_number, number);
