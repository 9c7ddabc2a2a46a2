CREATE TABLE "transfer" (
  "id" character varying(24) NOT NULL,
  "version" bigint NOT NULL,
  "booked" date NOT NULL,
  "from_account" character varying(24) NOT NULL,
  "to_account" character varying(24) NOT NULL,
  "amount" numeric(19, 2) NOT NULL,
  "currency" character varying(6) NOT NULL,
  CONSTRAINT "transfer_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "transfer_amount_check" CHECK ("amount" > 0.00),
  CONSTRAINT "transfer_accounts_check" CHECK ("from_account" <> "to_account"),
  CONSTRAINT "transfer_from_fkey" FOREIGN KEY ("from_account") REFERENCES "account" ("number"),
  CONSTRAINT "transfer_to_fkey" FOREIGN KEY ("to_account") REFERENCES "account" ("number")
);
