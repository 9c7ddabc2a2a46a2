CREATE TABLE customer (
  "name" varchar(80) COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  CONSTRAINT customer_pkey PRIMARY KEY ("name")
);
CREATE TABLE account (
  "number" varchar(12) COLLATE "C" NOT NULL,
  "version" bigint NOT NULL,
  "owner" varchar(80) COLLATE "C" NOT NULL,
  "balance_amount" numeric(19, 2) NOT NULL,
  "balance_currency" varchar(3) COLLATE "C" NOT NULL,
  "status" varchar(6) COLLATE "C" NOT NULL,
  CONSTRAINT account_pkey PRIMARY KEY ("number"),
  CONSTRAINT account_balance_check CHECK ("balance_amount" >= 0.00),
  CONSTRAINT account_owner_fkey FOREIGN KEY ("owner") REFERENCES customer ("name")
);
