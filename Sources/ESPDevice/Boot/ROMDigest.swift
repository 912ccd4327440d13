import CCrypto

/// The message digests that a chip's ROM computes.
enum ROMDigest {
    /// The SHA-256 of the bytes.
    static func sha256(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        compute(EVP_sha256(), bytes)
    }

    /// The MD5 of the bytes; empty if the host's policy (FIPS) forbids MD5.
    static func md5(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        compute(EVP_md5(), bytes)
    }

    private static func compute(_ algorithm: OpaquePointer?, _ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var size: UInt32 = 0
        guard EVP_Digest(bytes.baseAddress, bytes.count, &digest, &size, algorithm, nil) == 1 else { return [] }
        return Array(digest.prefix(Int(size)))
    }
}
