import CCrypto

/// One-shot message digests of libcrypto.
enum Digest {
    /// The SHA-256 of `bytes`: 32 bytes.
    static func sha256(_ bytes: some Collection<UInt8>) -> [UInt8] {
        guard let digest = compute(EVP_sha256(), of: bytes) else {
            preconditionFailure("libcrypto has no SHA-256")
        }
        return digest
    }

    /// The MD5 of `bytes`: 16 bytes; `nil` if the system's policy (FIPS) forbids MD5.
    static func md5(_ bytes: some Collection<UInt8>) -> [UInt8]? {
        compute(EVP_md5(), of: bytes)
    }

    private static func compute(_ algorithm: OpaquePointer?, of bytes: some Collection<UInt8>) -> [UInt8]? {
        let whole = bytes.withContiguousStorageIfAvailable { digest(of: $0, with: algorithm) }
        return whole ?? Array(bytes).withUnsafeBufferPointer { digest(of: $0, with: algorithm) }
    }

    private static func digest(of buffer: UnsafeBufferPointer<UInt8>, with algorithm: OpaquePointer?) -> [UInt8]? {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var size: UInt32 = 0
        guard EVP_Digest(buffer.baseAddress, buffer.count, &digest, &size, algorithm, nil) == 1 else { return nil }
        return Array(digest.prefix(Int(size)))
    }
}
