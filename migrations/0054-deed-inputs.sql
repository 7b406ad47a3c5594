-- What was answered about a deed whose item has a decision table: by the declarer, by whoever put it
-- right, and as the verifier confirmed it. A step keeps the answers that were given with it.
alter table points.deed add column inputs jsonb
  check (inputs is null or jsonb_typeof(inputs) = 'object');
alter table points.deed_step add column inputs jsonb
  check (inputs is null or jsonb_typeof(inputs) = 'object');
