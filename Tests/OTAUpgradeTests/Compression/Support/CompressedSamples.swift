import Testing

@testable import OTAUpgrade

/// Every sample, compressed once for each kind of board.
enum CompressedSamples {
    struct Sample: CustomTestStringConvertible, Sendable {
        var name: String
        var bytes: [UInt8]
        var image: CompressedImage
        var testDescription: String { name }
    }

    static let options = [
        "usual": CompressionOptions(),
        "small window": CompressionOptions(window: 256, pendingLimit: 4096),
        "large window": CompressionOptions(window: 59392, lineLength: 203, lineOverhead: 15),
        "no NUL": CompressionOptions(avoidsNUL: true),
    ]

    static let all: [Sample] = Samples.all.flatMap { sample in
        options.sorted { $0.key < $1.key }.map { name, options in
            Sample(
                name: "\(sample.name), \(name)",
                bytes: sample.bytes,
                image: CompressedImage(image: sample.bytes, options: options)
            )
        }
    }
}
