-- The day on which the file of a person was erased. The row stays, with its number and without the id that
-- others know it by, so that what counted the person before still adds up.
ALTER TABLE candidate ADD COLUMN erased_on {TEXT};
