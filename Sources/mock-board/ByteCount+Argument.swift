import ArgumentParser
import MockBoard

extension ByteCount: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(text: argument)
    }

    package var defaultValueDescription: String {
        bytes.isMultiple(of: 1024) ? "\(bytes / 1024)K" : "\(bytes)"
    }
}
