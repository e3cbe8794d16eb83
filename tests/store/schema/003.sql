CREATE TABLE half (id INTEGER PRIMARY KEY);
UPDATE note SET words = 'lost';
INSERT INTO nothing_like_it VALUES (1);
