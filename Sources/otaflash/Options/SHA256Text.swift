import ArgumentParser

/// A SHA-256 on the command line: 64 hexadecimal digits, in lower case here.
struct SHA256Text: ExpressibleByArgument, Sendable, Hashable {
    var digits: String

    init?(argument: String) {
        guard argument.utf8.count == 64, argument.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        digits = argument.lowercased()
    }
}
