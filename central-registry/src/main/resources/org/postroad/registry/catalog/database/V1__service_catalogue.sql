-- SPDX-License-Identifier: MIT
-- The service catalogue; H2 and PostgreSQL read the same but for the type of bytes.

-- What was seen of services, in order; rows are only added.
CREATE TABLE service_sighting (
  number BIGINT PRIMARY KEY,
  seen TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  sighting TEXT NOT NULL
);

-- Descriptions by their SHA-256.
CREATE TABLE service_description (
  sha256 CHAR(64) PRIMARY KEY,
  content ${bytes} NOT NULL
);
