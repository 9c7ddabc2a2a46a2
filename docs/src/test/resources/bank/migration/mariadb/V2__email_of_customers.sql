ALTER TABLE customer ADD COLUMN `email` varchar(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
UPDATE customer SET `email` = `name`;
ALTER TABLE customer MODIFY `email` varchar(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL;
ALTER TABLE customer ADD CONSTRAINT customer_email_key UNIQUE (`email`);
