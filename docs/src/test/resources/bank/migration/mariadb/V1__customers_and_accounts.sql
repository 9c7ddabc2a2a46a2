CREATE TABLE customer (
  `name` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `version` bigint NOT NULL,
  CONSTRAINT customer_pkey PRIMARY KEY (`name`)
) ENGINE = InnoDB;
CREATE TABLE account (
  `number` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `version` bigint NOT NULL,
  `owner` varchar(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `balance_amount` decimal(19, 2) NOT NULL,
  `balance_currency` varchar(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `status` varchar(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  CONSTRAINT account_pkey PRIMARY KEY (`number`),
  CONSTRAINT account_balance_check CHECK (`balance_amount` >= 0.00),
  CONSTRAINT account_owner_fkey FOREIGN KEY (`owner`) REFERENCES customer (`name`)
) ENGINE = InnoDB;
