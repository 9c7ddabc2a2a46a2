CREATE TABLE "category" (
  "id" INTEGER NOT NULL,
  "version" BIGINT NOT NULL,
  "name" CHARACTER VARYING(80) NOT NULL,
  CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "item" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "sku" CHARACTER VARYING(40) NOT NULL,
  "title" CHARACTER VARYING(160) NOT NULL,
  "category" INTEGER NOT NULL,
  "price" NUMERIC(12, 2) NOT NULL,
  "stock" INTEGER NOT NULL,
  "added" TIMESTAMP(6) NOT NULL,
  CONSTRAINT "item_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "item_sku_key" UNIQUE ("sku"),
  CONSTRAINT "item_category_fkey" FOREIGN KEY ("category") REFERENCES "category" ("id")
);

CREATE TABLE "customer_order" (
  "id" BIGINT NOT NULL,
  "version" BIGINT NOT NULL,
  "customer" CHARACTER VARYING(80) NOT NULL,
  "placed" TIMESTAMP(6) NOT NULL,
  CONSTRAINT "customer_order_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "order_line" (
  "customer_order_id" BIGINT NOT NULL,
  "no" INTEGER NOT NULL,
  "sku" CHARACTER VARYING(40) NOT NULL,
  "quantity" INTEGER NOT NULL,
  "price" NUMERIC(12, 2) NOT NULL,
  CONSTRAINT "order_line_pkey" PRIMARY KEY ("customer_order_id", "no"),
  CONSTRAINT "order_line_owner_fkey" FOREIGN KEY ("customer_order_id") REFERENCES "customer_order" ("id")
);

