-- What grains have stored: what Orleans' ADO.NET grain storage (10.4.2) reads and writes. It needs cluster.sql's OrleansQuery; as there,
-- the keys, the parameters and the columns' names in results are the provider's, and the table is this sample's.
--
-- A record has a version, which is the grain's ETag. It is changed only by a writer that knows its version, and each change makes another
-- one. A writer that doesn't know it gets no row: the provider takes that for an InconsistentStateException.

CREATE TABLE grain_record
(
    service text NOT NULL,
    state_name text NOT NULL,
    key_high bigint NOT NULL, -- with key_low, an integer or a GUID
    key_low bigint NOT NULL,
    key_text text NOT NULL, -- of a grain with a text for its key, or beside a number; empty if there is none
    version integer NOT NULL,
    payload bytea, -- null once it is cleared
    PRIMARY KEY (service, state_name, key_high, key_low, key_text)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES

-- A record with its version; no row for a grain that has never stored.
('ReadFromStorageKey', $$
    SELECT payload AS PayloadBinary, version AS Version
    FROM grain_record
    WHERE service = @ServiceId AND state_name = @GrainTypeString
        AND key_high = @GrainIdN0 AND key_low = @GrainIdN1 AND key_text = COALESCE(@GrainIdExtensionString, '')
$$),

-- Without a version, makes the record, unless there is one; with one, writes the record that has it. Of any number of writers at the same
-- time that know the same version, or none, exactly one does so, and is told the new version.
('WriteToStorageKey', $$
    WITH written AS
    (
        UPDATE grain_record SET payload = @PayloadBinary, version = version + 1
        WHERE service = @ServiceId AND state_name = @GrainTypeString
            AND key_high = @GrainIdN0 AND key_low = @GrainIdN1 AND key_text = COALESCE(@GrainIdExtensionString, '')
            AND version = @GrainStateVersion
        RETURNING version
    ),
    made AS
    (
        INSERT INTO grain_record (service, state_name, key_high, key_low, key_text, version, payload)
        SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, COALESCE(@GrainIdExtensionString, ''), 1, @PayloadBinary
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version
    )
    SELECT version AS NewGrainStateVersion FROM written
    UNION ALL
    SELECT version FROM made
$$),

-- Clears the record that has this version. The row stays and keeps counting: no version comes twice, so that no writer from before finds
-- the one that it knows.
('ClearStorageKey', $$
    UPDATE grain_record SET payload = NULL, version = version + 1
    WHERE service = @ServiceId AND state_name = @GrainTypeString
        AND key_high = @GrainIdN0 AND key_low = @GrainIdN1 AND key_text = COALESCE(@GrainIdExtensionString, '')
        AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion
$$);
