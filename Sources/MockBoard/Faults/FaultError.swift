/// Why a text is not a valid list of faults.
public struct FaultError: Error, Sendable, Hashable {
    /// The defect of one fault.
    public enum Code: Sendable, Hashable {
        /// The name is unknown.
        case unknownName(String)
        /// The place is missing: `@N`.
        case missingPlace
        /// The place is not an integer of at least 1.
        case invalidPlace(String)
        /// The fault takes no place.
        case unexpectedPlace(String)
        /// An argument is missing: `:TIME`.
        case missingArgument
        /// An argument is invalid.
        case invalidArgument(String)
    }

    /// The defect, to switch on.
    public var code: Code
    /// The text of the fault.
    public var text: String

    /// Makes an error from its facts.
    public init(_ code: Code, in text: String) {
        self.code = code
        self.text = text
    }

    /// The form of the fault with that name; `nil` if the name is unknown.
    public var form: FaultForm? {
        let name = text.prefix { $0 != "@" && $0 != ":" }
        return FaultForm.all.first { $0.name == name }
    }
}

extension FaultError: CustomStringConvertible {
    /// The facts, and the correct form.
    public var description: String {
        let problem =
            switch code {
            case .unknownName(let name): "\"\(name)\" is not a fault"
            case .missingPlace: "the place is missing"
            case .invalidPlace(let place): "\"\(place)\" is not a place; places are counted from 1"
            case .unexpectedPlace(let place): "it takes no place, but \"\(place)\" was given"
            case .missingArgument: "an argument is missing at its end"
            case .invalidArgument(let argument): "\"\(argument)\" is not a valid argument"
            }
        let advice =
            form.map { "Write \($0.form)." } ?? "Valid faults: " + FaultForm.all.map(\.form).joined(separator: ", ")
            + "."
        return "The fault \"\(text)\" is invalid: \(problem). \(advice)"
    }
}
