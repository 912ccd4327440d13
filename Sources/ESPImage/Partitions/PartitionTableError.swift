/// Why something is not a partition table that a board can use.
public struct PartitionTableError: Error, Sendable, Hashable {
    /// The kind of defect; the only part to switch on.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A record of the binary form, or the file itself, starts with neither AA 50 nor EB EB.
        case notATable
        /// The binary form ends in the middle of a record or before the end marker.
        case truncated
        /// The MD5 record does not match the records before it.
        case md5Mismatch
        /// The system's policy (FIPS) does not allow MD5.
        case md5Unavailable
        /// A name of the binary form is not UTF-8.
        case invalidName
        /// A required field of the CSV form is empty, or a field is not valid.
        case invalidField
        /// It has no partitions.
        case empty
        /// It has more partitions than fit in the sector.
        case tooMany
        /// Two partitions, or a partition and the table itself, claim the same bytes.
        case overlap
        /// An offset or size is not a multiple of what the type needs.
        case misaligned
        /// Two partitions have the same name.
        case duplicateName
        /// There are two partitions for the OTA data.
        case duplicateOTAData
        /// The partition for the OTA data is not 0x2000 bytes.
        case otaDataSize
        /// The partition for NVS data is smaller than the 0x3000 bytes that writing needs, and not marked read-only.
        case nvsSize
        /// A partition that the system must write is marked read-only.
        case readOnly
    }

    /// The kind of defect.
    public var code: Code
    /// The line of the CSV form, counted from 1.
    public var line: Int?
    /// The offset in the binary form, in bytes.
    public var offset: Int?
    /// What was found: one sentence.
    public var message: String

    /// Makes an error from its facts.
    public init(_ code: Code, line: Int? = nil, offset: Int? = nil, _ message: String) {
        self.code = code
        self.line = line
        self.offset = offset
        self.message = message
    }
}

extension PartitionTableError: CustomStringConvertible {
    /// The place of the defect and what was found, in one line.
    public var description: String {
        if let line { return "Line \(line): \(message)" }
        if let offset { return "At byte \(offset.hexadecimal()): \(message)" }
        return message
    }
}
