CREATE TABLE transfer (
  `id` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `version` bigint NOT NULL,
  `booked` date NOT NULL,
  `from_account` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `to_account` varchar(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `amount` decimal(19, 2) NOT NULL,
  `currency` varchar(3) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  CONSTRAINT transfer_pkey PRIMARY KEY (`id`),
  CONSTRAINT transfer_amount_check CHECK (`amount` > 0.00),
  CONSTRAINT transfer_accounts_check CHECK (`from_account` <> `to_account`),
  CONSTRAINT transfer_from_fkey FOREIGN KEY (`from_account`) REFERENCES account (`number`),
  CONSTRAINT transfer_to_fkey FOREIGN KEY (`to_account`) REFERENCES account (`number`)
) ENGINE = InnoDB;
