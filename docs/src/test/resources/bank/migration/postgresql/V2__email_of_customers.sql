ALTER TABLE customer ADD COLUMN "email" varchar(120) COLLATE "C";
UPDATE customer SET "email" = "name";
ALTER TABLE customer ALTER COLUMN "email" SET NOT NULL;
ALTER TABLE customer ADD CONSTRAINT customer_email_key UNIQUE ("email");
