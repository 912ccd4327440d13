import CCrypto
import ESPImage
import Glibc
import TerminalUI

/// The SHA-256 of files of any size.
enum FileDigest {
    /// Reads the file in pieces.
    static func sha256(ofFile path: String) throws(OutputError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OutputError(errno: errno) }
        defer { close(descriptor) }
        guard let context = EVP_MD_CTX_new() else { throw OutputError(errno: ENOMEM) }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { throw OutputError(errno: ENOSYS) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { break }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw OutputError(errno: errno) }
            EVP_DigestUpdate(context, buffer, count)
        }
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var size: UInt32 = 0
        EVP_DigestFinal_ex(context, &digest, &size)
        return digest.prefix(Int(size)).hexadecimal
    }
}
