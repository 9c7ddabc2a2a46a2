CREATE TABLE "customer" (
  "name" character varying(160) NOT NULL,
  "version" bigint NOT NULL,
  CONSTRAINT "customer_pkey" PRIMARY KEY ("name")
);
CREATE TABLE "account" (
  "number" character varying(24) NOT NULL,
  "version" bigint NOT NULL,
  "owner" character varying(160) NOT NULL,
  "balance_amount" numeric(19, 2) NOT NULL,
  "balance_currency" character varying(6) NOT NULL,
  "status" character varying(12) NOT NULL,
  CONSTRAINT "account_pkey" PRIMARY KEY ("number"),
  CONSTRAINT "account_balance_check" CHECK ("balance_amount" >= 0.00),
  CONSTRAINT "account_owner_fkey" FOREIGN KEY ("owner") REFERENCES "customer" ("name")
);
