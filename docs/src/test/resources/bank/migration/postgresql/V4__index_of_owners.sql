CREATE INDEX CONCURRENTLY account_owner_fkey_idx ON account (owner);
