/// Why a text is not a list of faults.
public struct FaultError: Error, Sendable, Hashable {
    /// What is wrong with one of them.
    public enum Code: Sendable, Hashable {
        /// There is no fault of that name.
        case unknownName(String)
        /// It must say where: `@N`.
        case missingPlace
        /// Where it happens is not a whole number from 1 on.
        case invalidPlace(String)
        /// It cannot say where.
        case unexpectedPlace(String)
        /// It must say more: `:TIME`.
        case missingArgument
        /// What it says further means nothing.
        case invalidArgument(String)
    }

    /// What is wrong; the one part to switch on.
    public var code: Code
    /// The fault as it was written.
    public var text: String

    /// Makes an error from its facts.
    public init(_ code: Code, in text: String) {
        self.code = code
        self.text = text
    }

    /// How a fault of that name is written; `nil` where there is none.
    public var form: FaultForm? {
        let name = text.prefix { $0 != "@" && $0 != ":" }
        return FaultForm.all.first { $0.name == name }
    }
}

extension FaultError: CustomStringConvertible {
    /// The facts, and what to write instead.
    public var description: String {
        let problem =
            switch code {
            case .unknownName(let name): "there is no fault \"\(name)\""
            case .missingPlace: "it does not say where"
            case .invalidPlace(let place): "\"\(place)\" is no place; places are counted from 1"
            case .unexpectedPlace(let place): "it happens everywhere, \"\(place)\" means nothing"
            case .missingArgument: "something is missing at its end"
            case .invalidArgument(let argument): "\"\(argument)\" means nothing there"
            }
        let advice =
            form.map { "Write \($0.form)." } ?? "There are " + FaultForm.all.map(\.form).joined(separator: ", ") + "."
        return "The fault \"\(text)\" cannot be read: \(problem). \(advice)"
    }
}
