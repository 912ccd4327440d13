/// The result of an image verification, with the steps of the board's code.
public struct VerificationResult: Sendable, Hashable {
    /// The defect; `nil` if the image is valid.
    public var problem: ImageProblem?
    /// The steps, in order.
    public var steps: [DeviceStep]

    /// Whether the image is valid.
    public var isGood: Bool { problem == nil }
}
