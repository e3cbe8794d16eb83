ALTER TABLE note ADD COLUMN label TEXT;
UPDATE note SET label = 'old';
