CREATE TABLE "tblCustomer" (
  "CustomerID" INTEGER NOT NULL,
  "Full Name" VARCHAR(160) NOT NULL,
  "Credit" NUMERIC(9, 2) NOT NULL,
  "Version" SMALLINT,
  CONSTRAINT "PK_Customer" PRIMARY KEY ("CustomerID"),
  CONSTRAINT "CK_Credit" CHECK ("Credit" >= 0)
);
CREATE TABLE "tblOrder" (
  "OrderID" BIGINT NOT NULL,
  "CustomerID" INTEGER NOT NULL,
  "Placed" TIMESTAMP(0) NOT NULL,
  "Note" VARCHAR(400),
  "Version" SMALLINT,
  CONSTRAINT "PK_Order" PRIMARY KEY ("OrderID"),
  CONSTRAINT "FK_Order_Customer" FOREIGN KEY ("CustomerID") REFERENCES "tblCustomer" ("CustomerID")
);
CREATE VIEW "vwTurnover" AS
  SELECT "CustomerID", COUNT(*) AS "Orders" FROM "tblOrder" GROUP BY "CustomerID";
INSERT INTO "tblCustomer" VALUES (1, 'Ada', 100.00, NULL);
INSERT INTO "tblCustomer" VALUES (2, 'Bob', 7.50, 3);
INSERT INTO "tblCustomer" VALUES (3, 'Cy', 0.00, NULL);
INSERT INTO "tblOrder" VALUES (10, 1, TIMESTAMP '2026-01-05 10:00:00', 'gift', NULL);
INSERT INTO "tblOrder" VALUES (11, 1, TIMESTAMP '2026-02-05 11:30:00', NULL, 2);
INSERT INTO "tblOrder" VALUES (12, 2, TIMESTAMP '2026-02-06 12:00:00', NULL, 1);
